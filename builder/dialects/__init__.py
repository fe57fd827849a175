"""Languages of questions: how each kernel interaction is said in each."""
