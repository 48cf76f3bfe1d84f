//! From the configuration to what the embedded engine is started with.

use super::Config;
use crate::engines::embedded::{DemoPassword, Settings};
use crate::events::Events;
use crate::origin::Origin;
use crate::throttle::Limits;

impl Config {
    /// The engine's part of it, with the address that the host is really reached at.
    pub fn embedded(self, public_url: Origin) -> Settings {
        Settings {
            public_url,
            data_dir: self.data.dir,
            create_data_dir: self.data.create,
            lifetimes: self.lifetimes,
            key_period: self.key_period,
            clients: self.clients,
            users: self.users,
            user_database: self.user_database,
            password_workers: 2,
            demo_password: DemoPassword::default(),
            throttle: Limits::default(),
            events: Events::default(),
            mail: self.mail,
        }
    }
}
