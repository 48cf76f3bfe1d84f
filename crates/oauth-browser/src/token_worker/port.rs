//! Asks and replies between this page and a worker, as JSON. Knows nothing of what they say.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Array, Function, Reflect};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, MessagePort, SharedWorker, Worker};

use super::message::Failed;
use super::script::WorkerScript;
use crate::browser::{BrowserError, Feature, window};
use crate::clock::sleep;
use crate::json;

/// A line to the worker, until it is dropped.
pub(super) struct Port {
    worker: Either<(SharedWorker, MessagePort), Worker>,
    waiting: Rc<RefCell<Waiting>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// A reply that will come.
pub(super) struct Reply(oneshot::Receiver<Value>);

#[derive(Default)]
struct Waiting {
    asked: u32,
    replies: Vec<(u32, oneshot::Sender<Value>)>,
    broken: bool,
}

impl Port {
    pub(super) fn open(script: &WorkerScript) -> Result<Self, BrowserError> {
        let url = script.trusted()?;
        let worker = match construct::<SharedWorker>("SharedWorker", &url)? {
            Some(shared) => {
                let port = shared.port();
                Either::Left((shared, port))
            }
            None => Either::Right(
                construct::<Worker>("Worker", &url)?.ok_or(BrowserError::Missing(FEATURE))?,
            ),
        };
        let waiting = Rc::<RefCell<Waiting>>::default();
        let on_message = Closure::new({
            let waiting = Rc::clone(&waiting);
            move |event: MessageEvent| waiting.borrow_mut().hear(event.data().as_string())
        });
        // The script could not be loaded, or is not allowed to run: nobody will ever answer.
        let on_error = Closure::new({
            let waiting = Rc::clone(&waiting);
            move |_event: Event| waiting.borrow_mut().give_up()
        });
        let on_message_function = Some(on_message.as_ref().unchecked_ref());
        let on_error_function = Some(on_error.as_ref().unchecked_ref());
        match &worker {
            Either::Left((shared, port)) => {
                shared.set_onerror(on_error_function);
                port.set_onmessage(on_message_function);
            }
            Either::Right(own) => {
                own.set_onerror(on_error_function);
                own.set_onmessage(on_message_function);
            }
        }
        Ok(Self {
            worker,
            waiting,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Says something that has a reply. It is on its way when this returns.
    pub(super) fn ask(&self, ask: &impl Serialize) -> Result<Reply, BrowserError> {
        let (sender, receiver) = oneshot::channel();
        let id = {
            let mut waiting = self.waiting.borrow_mut();
            if waiting.broken {
                return Err(gone());
            }
            waiting.asked = waiting.asked.wrapping_add(1);
            let id = waiting.asked;
            waiting.replies.push((id, sender));
            id
        };
        let text = json::write(&(id, ask)).unwrap_or_default();
        let posted = match &self.worker {
            Either::Left((_, port)) => port.post_message(&text.into()),
            Either::Right(own) => own.post_message(&text.into()),
        };
        posted.map_err(|e| BrowserError::refused(FEATURE, &e))?;
        Ok(Reply(receiver))
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        match &self.worker {
            Either::Left((shared, port)) => {
                shared.set_onerror(None);
                port.set_onmessage(None);
                port.close();
            }
            Either::Right(own) => own.terminate(),
        }
    }
}

impl Reply {
    /// Waits for it, for `patience` at most.
    pub(super) async fn within(self, patience: Duration) -> Result<Value, Failed> {
        match select(self.0, Box::pin(sleep(patience))).await {
            Either::Left((Ok(mut reply), _)) => match reply.get_mut("Ok") {
                Some(value) => Ok(value.take()),
                None => Err(Failed::read(
                    reply.get("Err").and_then(Value::as_str).unwrap_or_default(),
                )),
            },
            Either::Left((Err(_), _)) => Err(Failed::Gone),
            Either::Right(_) => Err(Failed::Timeout),
        }
    }
}

impl Waiting {
    fn hear(&mut self, text: Option<String>) {
        let parts = json::read(&text.unwrap_or_default());
        if let Some(Value::Array(mut parts)) = parts
            && let (Some(reply), Some(id)) = (parts.pop(), parts.pop())
            && let Some(id) = id.as_u64().and_then(|id| u32::try_from(id).ok())
            && let Some(at) = self.replies.iter().position(|(asked, _)| *asked == id)
        {
            let (_, sender) = self.replies.swap_remove(at);
            // Who no longer waits does not want it.
            let _unheard = sender.send(reply);
        }
    }

    fn give_up(&mut self) {
        self.broken = true;
        self.replies.clear();
    }
}

const FEATURE: Feature = Feature::Worker;

/// Nobody is there to answer.
pub(super) fn gone() -> BrowserError {
    BrowserError::Refused(FEATURE, "NetworkError".to_owned())
}

/// A worker of this class, where the browser has it. By reflection, because the address may have to
/// be an object of Trusted Types.
fn construct<T: JsCast>(class: &str, url: &JsValue) -> Result<Option<T>, BrowserError> {
    let refused = |e: JsValue| BrowserError::refused(FEATURE, &e);
    let constructor = Reflect::get(&window()?.into(), &class.into()).map_err(refused)?;
    let Ok(constructor) = constructor.dyn_into::<Function>() else {
        return Ok(None);
    };
    let worker = Reflect::construct(&constructor, &Array::of1(url)).map_err(refused)?;
    Ok(Some(worker.unchecked_into()))
}
