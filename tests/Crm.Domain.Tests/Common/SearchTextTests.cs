using System.Text;
using Crm.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Common;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("İSMAİL Işık", "ismail isik")]
    [InlineData("Ayşe GÜNEŞ", "ayse gunes")]
    [InlineData("José", "JOSE")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("Straße", "strasse")]
    [InlineData("أحمد", "احمد")]
    [InlineData("آمنة", "امنه")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("محـــمد", "محمد")]
    [InlineData("موسى", "موسي")]
    [InlineData("علی", "علي")]
    [InlineData("٠١٢٣", "۰۱۲۳")]
    [InlineData("Ali   Can ", "ali can")]
    public void Spellings_that_a_person_takes_for_the_same_are_the_same(string one, string other) =>
        SearchText.Fold(one).ShouldBe(SearchText.Fold(other));

    [Theory]
    [InlineData("احمد", "محمد")]
    [InlineData("Ali", "Ala")]
    [InlineData("Иван", "Ивам")]
    public void Different_names_stay_different(string one, string other) =>
        SearchText.Fold(one).ShouldNotBe(SearchText.Fold(other));

    [Theory]
    [InlineData("0532 123", "+905321234567", "0 (532) 123 45 67", true)]
    [InlineData("+90 532", "+905321234567", "5321234567", true)]
    [InlineData("٥٣٢١", "+905321234567", null, true)]
    [InlineData("4567", "+905321234567", null, true)]
    [InlineData("9999", "+905321234567", null, false)]
    public void Phone_numbers_are_found_however_they_are_typed(string query, string phone, string? raw, bool found) =>
        SearchText
            .Of("Ayşe", null, phone, raw)
            .Contains(SearchText.Needle(query), StringComparison.Ordinal)
            .ShouldBe(found);

    [Fact]
    public void Every_part_of_a_text_is_found_in_it_and_folding_is_ascii()
    {
        var letters = Gen.Elements(
            "abcİIıiÖöşŞ' -ابتثمحمدةىئؤأإآـﷺёЖ中文字😀ßøæ0٤۴é"
                .EnumerateRunes()
                .Select(rune => rune.ToString())
                .ToArray()
        );
        var texts = letters.NonEmptyListOf().Select(parts => string.Concat(parts));

        Prop.ForAll(
                Arb.From(texts),
                Arb.From(texts),
                Arb.From(texts),
                (before, part, after) =>
                {
                    var whole = SearchText.Fold(before + part + after);

                    return whole.Contains(SearchText.Fold(part).Trim(), StringComparison.Ordinal)
                        && whole.All(char.IsAscii);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_code_of_a_letter_cannot_be_found_across_two_others()
    {
        // A letter such as ٵ is written as two (alef and high hamza) and is found by either, as it should be.
        var letters = Gen.Choose(0x400, 0x9FF)
            .Select(code => ((char)code).ToString())
            .Where(letter =>
                char.IsLetter(letter[0])
                && letter.Normalize(NormalizationForm.FormKD).EnumerateRunes().Count(Rune.IsLetter) == 1
            );

        Prop.ForAll(
                Arb.From(letters.ArrayOf()),
                Arb.From(letters),
                (text, letter) =>
                    SearchText.Fold(letter).Length == 0
                    || SearchText.Fold(string.Concat(text)).Contains(SearchText.Fold(letter), StringComparison.Ordinal)
                        == text.Any(other => SearchText.Fold(other) == SearchText.Fold(letter))
            )
            .QuickCheckThrowOnFailure();
    }
}
