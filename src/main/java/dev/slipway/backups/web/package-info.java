/// Backups on their own pages, on those of services, and over the API.
@NullMarked
package dev.slipway.backups.web;

import org.jspecify.annotations.NullMarked;
