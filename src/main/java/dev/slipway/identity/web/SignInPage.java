package dev.slipway.identity.web;

import dev.slipway.identity.PersonDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sign-in page.
///
/// @param people whom the sandbox offers to be; empty in production
/// @param unclaimed whether there is no administrator yet, so nobody can sign in
/// @param next where to go afterwards, a path of this portal
/// @param failure what was wrong, in the same words for every cause
record SignInPage(
    boolean sandbox,
    boolean unclaimed,
    List<PersonDetails> people,
    String next,
    @Nullable String failure) {}
