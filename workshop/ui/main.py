"""The Streamlit script: who is it, in which language, and which pages there are for them."""

from workshop.live import tally
from workshop.ui import live, navigation, shell

shell.dress()
visitor = shell.recognise()
t = visitor.words
own = {"skip": t("ui.skip"), "add": t("ui.add_name")}
live.draw("page", {"language": t.language, "words": own}, key="page-ear", on=("again",))
live.draw("unsaved", {"question": t("ui.unsaved")}, key="unsaved-ear")
page = navigation.declare(visitor)
tally.count("runs", page.url_path or "home")
page.run()
