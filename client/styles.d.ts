// A page imports its style sheet, and the bundler writes it beside the script.
declare module '*.css';
