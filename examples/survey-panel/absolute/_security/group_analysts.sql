-- Research analysts: read answers, never contact data.
CREATE GROUP analysts;
