// The sign-in form as a React application of its own would have it: drawn in the browser, its fields bound to state.
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Field({ id, label, ...input }) {
  const [value, setValue] = useState("");
  return (
    <div className="v-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={id} required value={value} onChange={(event) => setValue(event.target.value)} {...input} />
    </div>
  );
}

function SignIn() {
  return (
    <main className="v-card">
      <h1>Sign in</h1>
      <form method="post" action="/oauth2/code">
        <Field id="j_username" label="User name" autoComplete="username" />
        <Field id="j_password" label="Password" type="password" autoComplete="current-password" />
        <button className="v-button">Sign in</button>
      </form>
    </main>
  );
}

createRoot(document.getElementById("root")).render(<SignIn />);
