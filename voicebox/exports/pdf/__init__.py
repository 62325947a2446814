"""PDF by typst: the one-page profile and the plan, as PDF/UA-1, in fonts that come with it."""
