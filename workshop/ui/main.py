"""The Streamlit script: who is it, in which language, and which pages there are for them."""

from workshop.live import tally
from workshop.ui import furniture, live, navigation, palette, shell

shell.dress()
visitor = shell.recognise()
t = visitor.words
own = {"skip": t("ui.skip"), "add": t("ui.add_name"), "none": t("ui.none_found")}
page_facts = {"language": t.language, "words": own, "cut": t("ui.cut")}
live.draw("page", page_facts, key="page-ear", on=("again",))
furniture.rename_furniture(t)
live.draw("unsaved", {"question": t("ui.unsaved")}, key="unsaved-ear")
page = navigation.declare(visitor)
palette.draw_palette(visitor, page)
tally.count("runs", page.url_path or "home")
page.run()
