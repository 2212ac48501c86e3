"""The content checks of every page type (``content.publishing``). ``ContentConfig.ready`` imports them."""
