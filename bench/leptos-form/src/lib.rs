//! The sign-in form as a Leptos application of its own would have it: drawn in the browser, its fields
//! bound to signals. Nothing of Vestibule is in it.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the form, once the module is there.
#[wasm_bindgen(start)]
pub fn start() {
    mount_to_body(SignIn);
}

#[component]
fn SignIn() -> impl IntoView {
    let (user_name, set_user_name) = signal(String::new());
    let (password, set_password) = signal(String::new());
    view! {
        <main class="v-card">
            <h1>"Sign in"</h1>
            <form method="post" action="/oauth2/code">
                <div class="v-field">
                    <label for="j_username">"User name"</label>
                    <input
                        id="j_username"
                        name="j_username"
                        autocomplete="username"
                        required
                        prop:value=user_name
                        on:input:target=move |event| set_user_name.set(event.target().value())
                    />
                </div>
                <div class="v-field">
                    <label for="j_password">"Password"</label>
                    <input
                        id="j_password"
                        name="j_password"
                        type="password"
                        autocomplete="current-password"
                        required
                        prop:value=password
                        on:input:target=move |event| set_password.set(event.target().value())
                    />
                </div>
                <button class="v-button">"Sign in"</button>
            </form>
        </main>
    }
}
