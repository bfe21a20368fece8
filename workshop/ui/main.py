"""The Streamlit script: who is it, in which language, and which pages there are for them."""

from workshop.ui import live, navigation, shell

shell.dress()
visitor = shell.recognise()
live.draw("page", {"language": visitor.words.language}, key="page-ear", on=("again",))
navigation.declare(visitor).run()
