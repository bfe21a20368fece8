# Every target calls run.py, which does the same on Windows and without make.
PYTHON ?= python3

.PHONY: run test check setup

run:
	$(PYTHON) run.py

test:
	$(PYTHON) run.py test

check:
	$(PYTHON) run.py check

setup:
	$(PYTHON) run.py setup
