"""Streamlit: the shell of every page, live components, charts and theme."""
