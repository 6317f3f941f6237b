import { Link } from "../app/router";

export function TypeLinks({ names }: { names: readonly string[] }) {
  return (
    <ul className="chips">
      {names.map((name) => (
        <li key={name}>
          <Link to={`/types/${encodeURIComponent(name)}`} className="name-link">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
