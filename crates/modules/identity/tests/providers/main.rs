//! The providers against doubles that speak the real protocols over HTTP.

mod facebook;
mod google;
mod outage;
mod scene;
mod vectors;
mod zalo;
