/// Requests to decide on one content hash: rules, seats, decisions, expiry and the inbox. It knows
/// nothing of what it approves.
@ApplicationModule(
    allowedDependencies = {"kernel", "shell", "runtime", "identity", "identity::spi"})
@NullMarked
package dev.slipway.approvals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
