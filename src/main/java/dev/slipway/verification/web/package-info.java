/// What people see of verifications, and how they say what becomes of them.
@NullMarked
package dev.slipway.verification.web;

import org.jspecify.annotations.NullMarked;
