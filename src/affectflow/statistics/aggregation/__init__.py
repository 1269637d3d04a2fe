"""From every rater's vote to one label, one distribution or one number for each item.

Counting rules (`counting`), models with a latent class and raters of unequal competence
(`dawid_skene`, `one_coin`, `mace`, `glad`), rules for numbers (`numeric`), the registry that
calls each by its name (`rules`), how sure a rater's competence is (`uncertainty`), and what
more votes would give (`advice`, `projection`).
"""
