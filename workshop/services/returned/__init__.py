"""The workbook that a workshop gave out, edited by a person, and given back."""
