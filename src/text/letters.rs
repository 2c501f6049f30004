//! Words as they are compared, however their letters are marked.

/// Lower case, straight apostrophes, Latin letters without their accents: *Siân* is `sian`.
pub fn plain_letters(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' | 'ģ' | 'ĝ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ł' | 'ľ' | 'ļ' | 'ĺ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ŕ' | 'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' => folded.push('u'),
            'ŵ' | '\u{1e81}' | '\u{1e83}' | '\u{1e85}' => folded.push('w'),
            'ý' | 'ÿ' | 'ŷ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            // Vietnamese and Yoruba letters, with marks above and below.
            '\u{1ea0}'..='\u{1eb7}' => folded.push('a'),
            '\u{1eb8}'..='\u{1ec7}' => folded.push('e'),
            '\u{1ec8}'..='\u{1ecb}' => folded.push('i'),
            '\u{1ecc}'..='\u{1ee3}' => folded.push('o'),
            '\u{1ee4}'..='\u{1ef1}' => folded.push('u'),
            '\u{1ef2}'..='\u{1ef9}' => folded.push('y'),
            'ṣ' => folded.push('s'),
            'ḥ' => folded.push('h'),
            'ṭ' => folded.push('t'),
            // A combining mark.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}
