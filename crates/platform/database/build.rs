//! Tells cargo that the embedded migrations are an input: a new file alone would not be noticed.

fn main() {
    println!("cargo::rerun-if-changed=../../../migrations");
}
