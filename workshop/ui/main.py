"""The Streamlit script: who is it, in which language, and which pages there are for them."""

import streamlit as st

from workshop.ui import navigation, shell

shell.dress()
visitor = shell.recognise()
navigation.declare(visitor).run()
