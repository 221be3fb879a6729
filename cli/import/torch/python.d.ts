// A script of Python, as text.
declare module '*.py' {
  const text: string;
  export default text;
}
