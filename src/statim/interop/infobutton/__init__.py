"""HL7 Context-Aware Knowledge Retrieval ("Infobutton"): an electronic record asks by code."""
