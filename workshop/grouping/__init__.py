"""Which cards say the same: words made comparable, and how alike two sentences are.

Nothing is asked of any outside service; sentences of the room stay in this process.
"""
