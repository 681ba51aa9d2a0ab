"""Inputs that a server must survive, in groups; each is tried over every transport that it can come by."""
