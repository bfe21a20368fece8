"""The gate before Streamlit, sign-in, links, the board stream, downloads, health."""
