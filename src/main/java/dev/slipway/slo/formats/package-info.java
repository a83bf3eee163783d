/// Files in which others write objectives down: Sloth, OpenSLO and Pyrra, and beside them
/// dashboards and alert rules. Reads and writes values; knows no table and asks no server.
@NullMarked
package dev.slipway.slo.formats;

import org.jspecify.annotations.NullMarked;
