/// What leaves the portal to tell somebody: the outbox and signed webhooks. Delivery happens at
/// least once.
@ApplicationModule(
    allowedDependencies = {"kernel", "shell", "runtime", "identity", "identity::spi", "catalog"})
@NullMarked
package dev.slipway.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
