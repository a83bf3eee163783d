/// What tests of every module share: one database, one context, a few words.
@NullMarked
package dev.slipway.testing;

import org.jspecify.annotations.NullMarked;
