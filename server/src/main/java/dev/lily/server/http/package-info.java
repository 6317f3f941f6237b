/**
 * The HTTP door: routes with their required permission, requests, answers, and the one place that
 * renders errors.
 */
@NullMarked
package dev.lily.server.http;

import org.jspecify.annotations.NullMarked;
