//! Bounds what connections may cost before any request exists: how many there are, how many from one
//! address, and how long one may stay silent in either direction. It knows neither TLS nor HTTP.

use std::{
    collections::HashMap,
    future::{Ready, ready},
    io,
    net::IpAddr,
    num::NonZeroUsize,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Extension, middleware::AddExtension};
use axum_server::accept::Accept;
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_io_timeout::TimeoutStream;
use tower::Layer as _;

/// How long a peer may neither send nor take a byte.
pub(super) const SILENCE: Duration = Duration::from_mins(1);

/// How many connections there may be.
#[derive(Clone, Debug)]
pub struct Room {
    /// From everywhere.
    pub total: NonZeroUsize,
    /// From one address; of IPv6 from one network, since whoever has one address there has all of it.
    pub per_address: NonZeroUsize,
    /// The addresses of proxies, behind each of which are many people. Where none is named, this machine
    /// is taken for one: whatever stands before the host there comes from loopback.
    pub proxies: Vec<IpAddr>,
}

impl Room {
    /// As many from one address as from everywhere.
    pub fn of(total: NonZeroUsize) -> Self {
        Self {
            total,
            per_address: total,
            proxies: Vec::new(),
        }
    }

    fn bounds(&self, address: IpAddr) -> bool {
        if self.proxies.is_empty() {
            !address.is_loopback()
        } else {
            !self.proxies.contains(&address)
        }
    }
}

/// Accepts a connection while there is room, and closes it at once when there is none: waiting
/// connections would hold the very descriptors that the bound protects.
#[derive(Clone)]
pub(super) struct Bounded {
    places: Arc<Semaphore>,
    taken: Arc<Taken>,
    room: Arc<Room>,
    silence: Duration,
}

/// How many places each address has.
#[derive(Default)]
struct Taken(Mutex<HashMap<IpAddr, usize>>);

/// One of all places, and one of its address's. Both are free again when it goes.
pub(super) struct Place {
    _of_all: OwnedSemaphorePermit,
    of_address: Option<(Arc<Taken>, IpAddr)>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((taken, address)) = &self.of_address {
            let mut taken = taken.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(count) = taken.get_mut(address) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    taken.remove(address);
                }
            }
        }
    }
}

impl Bounded {
    /// Room for connections, each closed after `silence`.
    pub(super) fn new(room: Room, silence: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(room.total.get())),
            taken: Arc::default(),
            room: Arc::new(room),
            silence,
        }
    }

    /// A place for a connection from there, if there is one.
    fn place(&self, address: IpAddr) -> Option<Place> {
        let of_all = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let address = address.to_canonical();
        if !self.room.bounds(address) {
            return Some(Place {
                _of_all: of_all,
                of_address: None,
            });
        }
        let address = match address {
            IpAddr::V6(address) => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
            four @ IpAddr::V4(_) => four,
        };
        let mut taken = self.taken.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address).or_default();
        if *count >= self.room.per_address.get() {
            return None;
        }
        *count += 1;
        Some(Place {
            _of_all: of_all,
            of_address: Some((Arc::clone(&self.taken), address)),
        })
    }
}

impl<S> Accept<TcpStream, S> for Bounded {
    type Stream = Pin<Box<TimeoutStream<TcpStream>>>;
    /// The connection's service holds its place, so that the place is free when the service goes.
    type Service = AddExtension<S, Arc<Place>>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let address = match stream.peer_addr() {
            Ok(peer) => peer.ip(),
            Err(error) => return ready(Err(error)),
        };
        let Some(place) = self.place(address) else {
            tracing::warn!("a connection was refused: all places are taken, or all of its address");
            return ready(Err(io::ErrorKind::ResourceBusy.into()));
        };
        if let Err(error) = stream.set_nodelay(true) {
            return ready(Err(error));
        }
        let mut stream = TimeoutStream::new(stream);
        stream.set_read_timeout(Some(self.silence));
        stream.set_write_timeout(Some(self.silence));
        ready(Ok((
            Box::pin(stream),
            Extension(Arc::new(place)).layer(service),
        )))
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap()
    }

    #[tokio::test]
    async fn a_place_is_free_again_when_its_connection_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connect = async || {
            let address = listener.local_addr().unwrap();
            let (near, far) = tokio::join!(TcpStream::connect(address), listener.accept());
            drop(near.unwrap());
            far.unwrap().0
        };
        let bounded = Bounded::new(Room::of(number(1)), SILENCE);
        let first = bounded.accept(connect().await, ()).await.unwrap();
        let refused = bounded
            .accept(connect().await, ())
            .await
            .map(|_| ())
            .unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::ResourceBusy);
        drop(first);
        assert!(bounded.accept(connect().await, ()).await.is_ok());
    }

    #[test]
    fn nobody_takes_all_places_from_one_address() {
        let bounded = Bounded::new(
            Room {
                total: number(12),
                per_address: number(2),
                proxies: vec!["192.0.2.80".parse().unwrap()],
            },
            SILENCE,
        );
        let place = |address: &str| bounded.place(address.parse().unwrap());
        let of_one: Vec<_> = (0..3).map(|_| place("192.0.2.1")).collect();
        let got: Vec<bool> = of_one.iter().map(Option::is_some).collect();
        assert_eq!(got, [true, true, false]);
        // The same address as IPv6 writes it, another one, and two of one network.
        assert!(place("::ffff:192.0.2.1").is_none());
        let others = [
            place("192.0.2.2"),
            place("2001:db8::1"),
            place("2001:db8::2"),
        ];
        assert!(others.iter().all(Option::is_some));
        assert!(place("2001:db8::3").is_none());
        assert!(place("2001:db8:0:1::1").is_some());
        // Behind the proxy are many.
        let behind: Vec<_> = (0..7).map(|_| place("192.0.2.80")).collect();
        assert!(behind.iter().all(Option::is_some));
        assert!(place("192.0.2.80").is_none(), "all twelve are taken");
        drop(of_one);
        assert!(place("192.0.2.1").is_some());
        drop((others, behind));
        assert!(bounded.taken.0.lock().unwrap().is_empty());
    }

    #[test]
    fn this_machine_is_a_proxy_where_none_is_named() {
        let named = "192.0.2.80".parse().unwrap();
        for (proxies, expected) in [(vec![], [true, true]), (vec![named], [true, false])] {
            for address in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
                let room = Room {
                    total: number(3),
                    per_address: number(1),
                    proxies: proxies.clone(),
                };
                let bounded = Bounded::new(room, SILENCE);
                let places = [(); 2].map(|()| bounded.place(address.parse().unwrap()));
                let got = places.each_ref().map(Option::is_some);
                assert_eq!(got, expected, "{address} beside {proxies:?}");
            }
        }
    }
}
