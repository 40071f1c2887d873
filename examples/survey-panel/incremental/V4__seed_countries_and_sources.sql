-- Reference rows that every environment has.

INSERT INTO core.country (country_code, country_name, region, currency, is_active) VALUES
    ('DE', 'Germany', 'DACH', 'EUR', true),
    ('AT', 'Austria', 'DACH', 'EUR', true),
    ('CH', 'Switzerland', 'DACH', 'CHF', true),
    ('ES', 'Spain', 'Southern Europe', 'EUR', true),
    ('PT', 'Portugal', 'Southern Europe', 'EUR', true),
    ('CI', 'Côte d''Ivoire', 'West Africa', 'XOF', false);

INSERT INTO core.source (source_code, source_name, kind) VALUES
    ('own', 'Our own panel', 'panel'),
    ('river', 'River sample from advertisements', 'river'),
    ('client', 'Customer lists of clients', 'client_list');
