/** What the API answers, for those who write against it. */
export function Raw({ value }: { value: unknown }) {
  return (
    <pre className="raw" tabIndex={0} aria-label="The asset as JSON">
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
