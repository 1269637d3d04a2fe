"""The sections of a report; each module has `build(material) -> Section | None`, None without results."""
