"""Writing the desk's topics: taking manuscripts over, saving drafts, bringing versions back."""

from statim.topics.actions.drafting import new_topic, readdress, restore_version, save_draft
from statim.topics.actions.importing import import_manuscript, import_manuscripts

__all__ = [
    "import_manuscript",
    "import_manuscripts",
    "new_topic",
    "readdress",
    "restore_version",
    "save_draft",
]
