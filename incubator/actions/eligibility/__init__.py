"""What the rules find in an application, and what people rule about it: judgements and waivers."""
