//! What answers the network: routes, pages, assets, headers, TLS. It knows no protocol rule;
//! those belong to an engine.
