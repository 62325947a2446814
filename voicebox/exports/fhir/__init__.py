"""FHIR R4 resources from talks and plans: who, what each answered, what is aimed at and done."""
