/// Sign-in, sessions, the filters in front of every handler, and the pages about people.
@NullMarked
package dev.slipway.identity.web;

import org.jspecify.annotations.NullMarked;
