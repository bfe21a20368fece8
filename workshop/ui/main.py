"""The Streamlit script: who is it, in which language, and which pages there are for them."""

from workshop.ui import live, navigation, shell

shell.dress()
visitor = shell.recognise()
live.draw("language", {"language": visitor.words.language}, key="language-ear")
navigation.declare(visitor).run()
