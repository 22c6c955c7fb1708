//! The flow from the catalogue into the search index: catalogue records become documents of the index.
