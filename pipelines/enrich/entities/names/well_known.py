"""Names of which every newsroom knows that they are one, and which no rule could tell."""

from functools import lru_cache

from pipelines.enrich.entities.names.folding import folded

_LISTS = {
    "ORG": """
United Nations|UN|U.N.|United Nations Organization|UNO; European Union|EU|E.U.; NATO|North Atlantic Treaty Organization|North Atlantic Treaty Organisation|Nato
International Monetary Fund|IMF; World Health Organization|WHO|W.H.O.; World Trade Organization|WTO; Federal Bureau of Investigation|FBI|F.B.I.; Central Intelligence Agency|CIA|C.I.A.
Islamic State|Isis|ISIS|ISIL|Islamic State of Iraq and Syria|Islamic State of Iraq and the Levant|Daesh|Islamic State group|Islamic State in Iraq and the Levant|Islamic State in Iraq and Syria
Al-Qaeda|al Qaeda|al-Qaida|al Qaida|al-Qa'ida|Al Qaeda|Qaeda; Hezbollah|Hizbollah|Hizbullah|Hizballah|Hezbullah; Taliban|Taleban|Talibans; Hamas|Islamic Resistance Movement; Boko Haram
Bharatiya Janata Party|BJP; African National Congress|ANC; Kurdistan Workers' Party|PKK|Kurdistan Workers Party; Palestine Liberation Organization|PLO; Justice and Development Party|AKP|AK Party
Federal Security Service|FSB; Security Service of Ukraine|SBU|Ukrainian Security Service|Ukraine's Security Service|Security Services of Ukraine; Main Intelligence Directorate|GRU
Associated Press|AP|A.P.; Agence France-Presse|AFP|Agence France Presse; British Broadcasting Corporation|BBC|B.B.C.; Cable News Network|CNN; Reuters|Thomson Reuters|Reuters news agency
International Business Machines|IBM|I.B.M.|International Business Machines Corp.; General Motors|GM|G.M.|General Motors Co.; General Electric|GE|G.E.|General Electric Co.; Volkswagen|VW|Volkswagen AG
Revolutionary Armed Forces of Colombia|FARC; Organization for Security and Co-operation in Europe|OSCE|Organisation for Security and Cooperation in Europe|Organization for Security and Cooperation in Europe
OPEC|Organization of the Petroleum Exporting Countries|Organization of Petroleum Exporting Countries; UNESCO|United Nations Educational, Scientific and Cultural Organization; UNICEF|United Nations Children's Fund|U.N. Children's Fund
UNHCR|United Nations High Commissioner for Refugees|UN refugee agency|U.N. refugee agency; Medecins Sans Frontieres|Médecins Sans Frontières|Doctors Without Borders|MSF; Republican Party|GOP|G.O.P.; Interfax|Interfax news agency
Centers for Disease Control and Prevention|CDC|Centers for Disease Control|US Centers for Disease Control and Prevention|U.S. Centers for Disease Control and Prevention; State Department|US State Department|U.S. State Department|Department of State|US Department of State|U.S. Department of State
Securities and Exchange Commission|SEC|US Securities and Exchange Commission|U.S. Securities and Exchange Commission; Environmental Protection Agency|EPA; Food and Drug Administration|FDA|US Food and Drug Administration; National Aeronautics and Space Administration|NASA|Nasa
Federal Reserve|Fed|the Fed|US Federal Reserve|U.S. Federal Reserve|Federal Reserve Board|Federal Reserve System; European Central Bank|ECB; Association of Southeast Asian Nations|ASEAN|Asean; International Criminal Court|ICC|International Criminal Court at The Hague
TASS|ITAR-TASS|Itar-Tass|Tass news agency|ITAR TASS; Yonhap|Yonhap news agency; Xinhua|Xinhua News Agency|New China News Agency; IRNA|Islamic Republic News Agency; Anadolu|Anadolu Agency|Anadolu news agency
Massachusetts Institute of Technology|MIT|M.I.T.; University of California, Los Angeles|UCLA; London School of Economics|LSE
Chinese Communist Party|Communist Party of China|CCP|CPC|China's Communist Party; Workers' Party of Korea|Korean Workers' Party|WPK; Islamic Revolutionary Guard Corps|IRGC|Revolutionary Guards|Revolutionary Guard|Iran's Revolutionary Guards|Iranian Revolutionary Guards|Revolutionary Guard Corps|Iranian Revolutionary Guard Corps
Wagner Group|Wagner|PMC Wagner|Wagner PMC|Wagner private military company; Azov|Azov Battalion|Azov Regiment|Azov Brigade; Verkhovna Rada|Rada|Ukrainian parliament; Duma|State Duma|Russian State Duma|Russian Duma|Russia's State Duma
""",
    "GPE": """
Kyiv|Kiev|Kyyiv; Kharkiv|Kharkov; Odesa|Odessa; Lviv|Lvov|L'viv|Lwow; Mykolaiv|Nikolaev|Nikolayev|Mykolayiv; Chernihiv|Chernigov; Luhansk|Lugansk; Dnipro|Dnepr|Dnipropetrovsk|Dnepropetrovsk; Zaporizhzhia|Zaporizhia|Zaporozhye|Zaporizhzhya|Zaporozhe|Zaporizhya
Bakhmut|Artemivsk|Artyomovsk|Artemovsk; Lyman|Krasny Liman|Krasnyi Lyman; Avdiivka|Avdeevka|Avdeyevka; Vinnytsia|Vinnitsa|Vinnytsya; Rivne|Rovno; Ternopil|Ternopol; Zhytomyr|Zhitomir; Kropyvnytskyi|Kirovograd|Kirovohrad; Kryvyi Rih|Krivoy Rog|Kryvyy Rih|Kryvy Rih
Sievierodonetsk|Severodonetsk|Syevyerodonetsk; Lysychansk|Lisichansk; Sloviansk|Slavyansk|Slovyansk|Slaviansk; Chornobyl|Chernobyl; Pokrovsk|Krasnoarmiisk|Krasnoarmeysk; Mariupol|Mariupil; Uzhhorod|Uzhgorod; Kremenchuk|Kremenchug; Debaltseve|Debaltsevo; Volnovakha; Irpin; Bucha; Horlivka|Gorlovka; Vuhledar|Ugledar; Kupiansk|Kupyansk
Beijing|Peking; Guangzhou|Canton; Mumbai|Bombay; Kolkata|Calcutta; Chennai|Madras; Bengaluru|Bangalore; Yangon|Rangoon; Ho Chi Minh City|Saigon; Dhaka|Dacca; Kathmandu|Katmandu; Almaty|Alma-Ata; Astana|Nur-Sultan; Tbilisi|Tiflis; Chisinau|Kishinev|Chişinău; Tashkent|Toshkent
The Hague|Den Haag; Brussels|Bruxelles; Munich|München|Muenchen; Cologne|Köln; Vienna|Wien; Warsaw|Warszawa; Prague|Praha; Bucharest|București; Belgrade|Beograd; Athens|Athina; Rome|Roma; Milan|Milano; Turin|Torino; Lisbon|Lisboa; Geneva|Genève|Genf; Zurich|Zürich; Seville|Sevilla; Lyon|Lyons; Marseille|Marseilles; Basel|Basle; Antwerp|Antwerpen
Mecca|Makkah; Medina|Madinah; Fallujah|Falluja; Basra|Basrah; Aden; Sanaa|Sana'a|San'a; Tripoli; Benghazi|Bengasi; Misrata|Misurata|Misratah; Deir ez-Zor|Deir al-Zor|Deir Ezzor|Deir al-Zour|Dayr az-Zawr; Raqqa|Raqqah|al-Raqqa|Ar-Raqqah; Homs|Hims; Hama|Hamah; Daraa|Deraa|Dara'a; Idlib|Edlib; Kobani|Kobane|Ayn al-Arab; Jeddah|Jidda|Jiddah; Riyadh|Riyad; Tel Aviv|Tel-Aviv; Beirut|Beyrouth; Kabul|Kaboul; Kandahar|Qandahar; Mazar-i-Sharif|Mazar-e-Sharif|Mazar-e Sharif; Doha|Ad Dawhah; N'Djamena|Ndjamena; Hodeidah|Hudaydah|Hodeida|al-Hudaydah
Washington|Washington, D.C.|Washington DC|Washington D.C.|Washington, DC|D.C.; Los Angeles|L.A.; St. Petersburg|Saint Petersburg|Leningrad|St Petersburg; Ivory Coast|Côte d'Ivoire|Cote d'Ivoire|Cote D'Ivoire; Timor-Leste|East Timor; Cape Verde|Cabo Verde; Vatican|Holy See|Vatican City; Pyongyang|P'yongyang; Nagorno-Karabakh|Nagorny Karabakh|Nagorno Karabakh|Artsakh
""",
    "LOC": """
Dnipro River|Dnieper River|Dnieper|Dnipro|Dnepr; Donbas|Donbass|Donets Basin; Azov Sea|Sea of Azov; Gaza|Gaza Strip; Mideast|Middle East; Persian Gulf|Arabian Gulf; Sea of Japan|East Sea; Himalayas|Himalaya; Suez|Suez Canal; Caucasus|Kavkaz; Mount Everest|Everest|Mt. Everest|Mt Everest; Golan Heights|Golan; South China Sea|S. China Sea
""",
    "FAC": """
Zaporizhzhia Nuclear Power Plant|ZNPP|Zaporizhzhia NPP|Zaporizhia nuclear plant|Zaporizhzhya Nuclear Power Plant|Zaporizhzhia nuclear plant|Zaporizhia Nuclear Power Plant|Zaporizhzhia nuclear power station; Kerch Bridge|Crimean Bridge|Kerch Strait Bridge; Tahrir Square|Midan Tahrir; Independence Square|Maidan|Maidan Nezalezhnosti
""",
    "PERSON": """
Muammar Gaddafi|Moammar Gadhafi|Muammar al-Qaddafi|Moammar Khadafy|Muammar Kadafi|Moamer Kadhafi; Chiang Kai-shek|Jiang Jieshi; Sun Yat-sen|Sun Zhongshan; Luiz Inácio Lula da Silva|Lula|Lula da Silva; Suharto|Soeharto; Sukarno|Soekarno; Mobutu Sese Seko|Mobutu; Pelé|Pele|Edson Arantes do Nascimento
Sviatlana Tsikhanouskaya|Svetlana Tikhanovskaya|Sviatlana Tikhanouskaya|Svetlana Tsikhanouskaya; Martin Luther King|Martin Luther King Jr.|Martin Luther King, Jr.; Mahmoud Abbas|Abu Mazen; Ahmed Qurei|Abu Ala; Yasser Arafat|Yasir Arafat|Abu Ammar
Hosni Mubarak|Muhammad Hosni Mubarak; Abdel Fattah el-Sisi|Abdel Fattah al-Sisi|Abdel Fattah Saeed Hussein Khalil el-Sisi; Ho Chi Minh|Nguyen Sinh Cung; Saddam Hussein|Saddam; Che Guevara|Ernesto Guevara|Ernesto "Che" Guevara; Barack Obama|Barack Hussein Obama
Mohammed bin Salman|Mohammed bin Salman Al Saud|Mohammad bin Salman bin Abdulaziz Al Saud|MBS|MbS; Mohammed bin Zayed|Mohammed bin Zayed Al Nahyan|MBZ; Ayatollah Khomeini|Ruhollah Khomeini; Emmanuel Macron; Nicolas Maduro|Nicolás Maduro Moros; Boris Johnson|Alexander Boris de Pfeffel Johnson
Qassem Soleimani|Qasem Soleimani|Ghassem Soleimani|Kassim Suleimani|Qasem Suleimani; Henry Louis Gates|Henry Louis Gates Jr.; Joe Biden|Joseph R. Biden Jr.|Joseph Biden Jr.|Joseph Robinette Biden Jr.|Joseph R. Biden; Al Gore|Albert Gore Jr.; Bill Clinton|William Jefferson Clinton; John McCain|John McCain III
""",
}


@lru_cache(maxsize=16)
def well_known_names(entity_type: str) -> dict[str, str]:
    """Folded name -> the entity it is a well-known name of, for one entity type."""
    found = {}
    for entry in _LISTS.get(entity_type, "").replace("\n", ";").split(";"):
        names = [name.strip() for name in entry.split("|") if name.strip()]
        found.update({folded(name): names[0] for name in names})
    return found
