package dev.slipway.catalog;

import jakarta.persistence.Embeddable;

/// A link as stored with its service.
@Embeddable
record LinkRow(String label, String url) {}
