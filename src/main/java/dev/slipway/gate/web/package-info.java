/// How people ask the gate to let a plan through.
@NullMarked
package dev.slipway.gate.web;

import org.jspecify.annotations.NullMarked;
