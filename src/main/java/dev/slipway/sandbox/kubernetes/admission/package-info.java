/// What happens to an object between the request and the store: defaults, rules, deletion.
@NullMarked
package dev.slipway.sandbox.kubernetes.admission;

import org.jspecify.annotations.NullMarked;
