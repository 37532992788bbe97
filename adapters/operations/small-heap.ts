import { setFlagsFromString } from 'node:v8';

/*
 * Imported before anything else by the program that serves. Loading the platforms' packages makes the young generation
 * of the heap grow to tens of mebibytes, which it never gives back, and answers are small.
 */
setFlagsFromString('--optimize-for-size');
