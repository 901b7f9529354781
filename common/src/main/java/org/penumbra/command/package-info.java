/**
 * Programs of the user's own: handed a folder of files, and expected to leave their answer there.
 */
package org.penumbra.command;
