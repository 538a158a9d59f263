import { ianaZone } from './time-zones.ts';

/** Zones that the CRM names by their city (Rails: ActiveSupport::TimeZone::MAPPING). */
const CITIES = [
  'Tijuana',
  'Chihuahua',
  'Mazatlan',
  'Monterrey',
  'Mexico City',
  'Bogota',
  'Lima',
  'Caracas',
  'La Paz',
  'Santiago',
  'Montevideo',
  'Puerto Rico',
  'Azores',
  'Dublin',
  'Lisbon',
  'London',
  'Casablanca',
  'Monrovia',
  'Belgrade',
  'Bratislava',
  'Budapest',
  'Ljubljana',
  'Prague',
  'Sarajevo',
  'Skopje',
  'Warsaw',
  'Zagreb',
  'Brussels',
  'Copenhagen',
  'Madrid',
  'Paris',
  'Amsterdam',
  'Berlin',
  'Rome',
  'Stockholm',
  'Vienna',
  'Zurich',
  'Bucharest',
  'Cairo',
  'Helsinki',
  'Riga',
  'Sofia',
  'Tallinn',
  'Vilnius',
  'Athens',
  'Istanbul',
  'Minsk',
  'Jerusalem',
  'Harare',
  'Kaliningrad',
  'Moscow',
  'Volgograd',
  'Samara',
  'Kuwait',
  'Riyadh',
  'Nairobi',
  'Baghdad',
  'Tehran',
  'Muscat',
  'Baku',
  'Tbilisi',
  'Yerevan',
  'Kabul',
  'Karachi',
  'Tashkent',
  'Almaty',
  'Novosibirsk',
  'Dhaka',
  'Krasnoyarsk',
  'Bangkok',
  'Jakarta',
  'Hong Kong',
  'Urumqi',
  'Kuala Lumpur',
  'Singapore',
  'Taipei',
  'Perth',
  'Irkutsk',
  'Seoul',
  'Tokyo',
  'Yakutsk',
  'Darwin',
  'Adelaide',
  'Brisbane',
  'Melbourne',
  'Sydney',
  'Hobart',
  'Vladivostok',
  'Guam',
  'Port Moresby',
  'Magadan',
  'Srednekolymsk',
  'Fiji',
  'Auckland',
] as const;
/** Those whose names say more than a city. */
const OTHERS = [
  'Hawaii',
  'Alaska',
  'Pacific Time (US & Canada)',
  'Arizona',
  'Mountain Time (US & Canada)',
  'Central Time (US & Canada)',
  'Eastern Time (US & Canada)',
  'Indiana (East)',
  'Saskatchewan',
  'Atlantic Time (Canada)',
  'Newfoundland',
  'Brasilia',
  'Buenos Aires',
  'UTC',
  'Chennai',
  'Kathmandu',
  'Rangoon',
  'Hanoi',
  'Beijing',
  'Kyiv',
  'Pretoria',
  'Abu Dhabi',
  'Wellington',
] as const;

/** A zone as the CRM names it, and as this machine does. */
export interface CrmZone {
  readonly name: string;
  readonly iana: string;
}

/** The zones that the CRM takes and this machine knows, by name. @param zones the IANA names there are, from `Intl.supportedValuesOf('timeZone')` */
export function crmZones(zones: readonly string[]): readonly CrmZone[] {
  return [...CITIES, ...OTHERS]
    .flatMap((name): CrmZone[] => {
      const iana = ianaZone(name, zones);
      return iana === null ? [] : [{ name, iana }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What the CRM calls a zone of this machine; null for one that it has no name for. */
export function crmZoneOf(iana: string, all: readonly CrmZone[]): string | null {
  return all.find((zone) => zone.iana === iana)?.name ?? null;
}
