"""TeX as text: cut into tokens, its definitions found and carried out, simple formulas as styled words."""
