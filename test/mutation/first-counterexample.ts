import fc from 'fast-check';

// Whether a mutant is noticed is all that is asked: no smaller counterexample is looked for.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
